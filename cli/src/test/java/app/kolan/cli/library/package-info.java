/// The third-party libraries that are shipped, and the list of their hashes.
@NullMarked
package app.kolan.cli.library;

import org.jspecify.annotations.NullMarked;
