@NullMarked
package app.kolan.server;

import org.jspecify.annotations.NullMarked;
