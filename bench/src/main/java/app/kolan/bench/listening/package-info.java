/// How well the ear hears: labelled telephone audio, made here, and what each detector makes of it.
@NullMarked
package app.kolan.bench.listening;

import org.jspecify.annotations.NullMarked;
