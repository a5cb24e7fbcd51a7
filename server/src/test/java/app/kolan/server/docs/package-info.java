/// The documentation, held to the code.
@NullMarked
package app.kolan.server.docs;

import org.jspecify.annotations.NullMarked;
