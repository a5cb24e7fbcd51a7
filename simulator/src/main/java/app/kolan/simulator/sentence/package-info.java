/// Small languages of one-line English sentences; an unknown line is reported with the nearest
/// sentence.
@NullMarked
package app.kolan.simulator.sentence;

import org.jspecify.annotations.NullMarked;
