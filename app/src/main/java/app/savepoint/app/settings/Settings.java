package app.savepoint.app.settings;

import app.savepoint.app.session.Finding;
import java.util.List;

/// How this device is set up, in words.
///
/// @param address where the storage is
/// @param findings what it was found to do
/// @param checked when that was found out; empty where nothing was to be found out
/// @param keys where its keys are; empty where none are needed
/// @param rhythm how often it is asked for news
/// @param price what that costs; empty where nothing is paid
/// @param device what this device is called
/// @param rules what the person set
record Settings(
        String address,
        List<Finding> findings,
        String checked,
        String keys,
        String rhythm,
        String price,
        String device,
        List<Rule> rules) {
    /// A rule that a person set.
    ///
    /// @param name as `policy` has it
    /// @param scope what it is for
    record Rule(String name, String value, String scope) {}
}
