/// The documentation, held to the code.
@NullMarked
package app.kolan.cli.docs;

import org.jspecify.annotations.NullMarked;
