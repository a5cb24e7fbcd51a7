/// Tests of what is spoken on a call.
@NullMarked
package app.kolan.server.speech;

import org.jspecify.annotations.NullMarked;
