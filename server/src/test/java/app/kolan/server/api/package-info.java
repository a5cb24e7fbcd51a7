@NullMarked
package app.kolan.server.api;

import org.jspecify.annotations.NullMarked;
