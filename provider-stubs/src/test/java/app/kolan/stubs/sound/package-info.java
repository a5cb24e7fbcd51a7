/// Tests of the audio of text-to-speech stubs.
@NullMarked
package app.kolan.stubs.sound;

import org.jspecify.annotations.NullMarked;
