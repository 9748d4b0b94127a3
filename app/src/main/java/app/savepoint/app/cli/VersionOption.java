package app.savepoint.app.cli;

import app.savepoint.app.ProductVersion;
import picocli.CommandLine.IVersionProvider;

/// What `--version` says.
final class VersionOption implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"Savepoint " + ProductVersion.number()};
    }
}
