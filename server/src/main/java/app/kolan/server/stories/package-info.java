/// Stories of callers, which are played against settings before they are published.
@NullMarked
package app.kolan.server.stories;

import org.jspecify.annotations.NullMarked;
