/// Calls of somebody who tries settings out, from a browser: the same session as a telephone call,
/// of which nothing stays and nothing outside comes.
@NullMarked
package app.kolan.server.telephony.testcall;

import org.jspecify.annotations.NullMarked;
