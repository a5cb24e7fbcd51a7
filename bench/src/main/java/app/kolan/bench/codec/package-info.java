/// The cost of each step of a call alone, measured with JMH: messages, audio, detectors and
/// signatures.
@NullMarked
package app.kolan.bench.codec;

import org.jspecify.annotations.NullMarked;
