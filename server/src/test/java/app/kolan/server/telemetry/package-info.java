/// What can be seen of calls from outside, tested.
@NullMarked
package app.kolan.server.telemetry;

import org.jspecify.annotations.NullMarked;
