/// Text-to-speech against stubs of the providers, healthy and failing.
@NullMarked
package app.kolan.server.tts;

import org.jspecify.annotations.NullMarked;
