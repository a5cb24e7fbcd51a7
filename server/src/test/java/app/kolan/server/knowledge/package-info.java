@NullMarked
package app.kolan.server.knowledge;

import org.jspecify.annotations.NullMarked;
