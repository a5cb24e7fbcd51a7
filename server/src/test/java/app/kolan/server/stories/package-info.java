@NullMarked
package app.kolan.server.stories;

import org.jspecify.annotations.NullMarked;
