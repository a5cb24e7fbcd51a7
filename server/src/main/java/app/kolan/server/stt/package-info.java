/// Speech-to-text: the port, and the providers behind it.
@NullMarked
package app.kolan.server.stt;

import org.jspecify.annotations.NullMarked;
