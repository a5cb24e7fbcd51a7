/// Tests of Silero's detector, with a network that they write themselves.
@NullMarked
package app.kolan.silero;

import org.jspecify.annotations.NullMarked;
