/// Tests of the sound of stand-in voices.
@NullMarked
package app.kolan.vendors.sound;

import org.jspecify.annotations.NullMarked;
