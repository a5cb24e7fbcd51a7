/// What is spoken on a call: the built-in Hebrew sentences, how they are rendered into audio, and
/// the library that hands them out.
@NullMarked
package app.kolan.server.speech;

import org.jspecify.annotations.NullMarked;
