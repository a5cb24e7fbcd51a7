@NullMarked
package app.kolan.server.usage;

import org.jspecify.annotations.NullMarked;
