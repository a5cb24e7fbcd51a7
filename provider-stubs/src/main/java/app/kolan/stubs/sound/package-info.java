/// Audio that stubs recognize: known clips, and text coded as tones.
@NullMarked
package app.kolan.stubs.sound;

import org.jspecify.annotations.NullMarked;
