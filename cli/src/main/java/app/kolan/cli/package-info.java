/// The commands of `./kolan`.
@NullMarked
package app.kolan.cli;

import org.jspecify.annotations.NullMarked;
