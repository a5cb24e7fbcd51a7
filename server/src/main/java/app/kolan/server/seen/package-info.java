/// What can be seen of calls from outside: how long the stages of a turn take.
@NullMarked
package app.kolan.server.seen;

import org.jspecify.annotations.NullMarked;
