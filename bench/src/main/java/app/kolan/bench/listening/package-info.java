/// The accuracy of voice activity detection: labelled telephone audio, made here, and the results
/// of each detector.
@NullMarked
package app.kolan.bench.listening;

import org.jspecify.annotations.NullMarked;
