@NullMarked
package app.kolan.server.config;

import org.jspecify.annotations.NullMarked;
