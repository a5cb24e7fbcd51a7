/// Small languages of one-line English sentences, which answer a slip with the nearest sentence.
@NullMarked
package app.kolan.simulator.sentence;

import org.jspecify.annotations.NullMarked;
