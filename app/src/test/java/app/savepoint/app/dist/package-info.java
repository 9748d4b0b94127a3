/// What the packaging of the program needs that is no part of it.
@org.jspecify.annotations.NullMarked
package app.savepoint.app.dist;
