@NullMarked
package app.kolan.bench.listening;

import org.jspecify.annotations.NullMarked;
