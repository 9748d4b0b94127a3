/// What the player sees before there is a library: the first page of a home that nobody has set up,
/// and the words for one that can not be opened. Start at [StartViewModel] and [StartView].
@NullMarked
package app.savepoint.app.setup;

import org.jspecify.annotations.NullMarked;
