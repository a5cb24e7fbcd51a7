/// The providers of speech and language that a server under measurement talks to.
@NullMarked
package app.kolan.bench.stubs;

import org.jspecify.annotations.NullMarked;
