/// Stubs of speech-to-text providers, which recognize known clips.
@NullMarked
package app.kolan.stubs.stt;

import org.jspecify.annotations.NullMarked;
