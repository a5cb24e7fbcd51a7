/// Tests of the sound of stand-in voices.
@NullMarked
package app.kolan.stubs.sound;

import org.jspecify.annotations.NullMarked;
