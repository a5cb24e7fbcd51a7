/// How soon words and digits are found among many calls, with either database.
@NullMarked
package app.kolan.bench.search;

import org.jspecify.annotations.NullMarked;
