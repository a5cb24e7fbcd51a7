@NullMarked
package app.kolan.server.tape;

import org.jspecify.annotations.NullMarked;
