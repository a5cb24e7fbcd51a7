/// What is done after a call, beside the calls that are under way: its sounds become words, and the
/// call a summary.
@NullMarked
package app.kolan.server.aftercall;

import org.jspecify.annotations.NullMarked;
