/// What can be seen of calls from outside, tested.
@NullMarked
package app.kolan.server.seen;

import org.jspecify.annotations.NullMarked;
