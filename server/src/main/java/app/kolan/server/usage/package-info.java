/// What calls used, and what is left of a business's limits.
@NullMarked
package app.kolan.server.usage;

import org.jspecify.annotations.NullMarked;
