@NullMarked
package app.kolan.server.mind;

import org.jspecify.annotations.NullMarked;
