/// What each translation of a call costs alone, measured with JMH: messages, sound, ears and
/// signatures.
@NullMarked
package app.kolan.bench.codec;

import org.jspecify.annotations.NullMarked;
