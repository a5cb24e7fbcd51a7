@NullMarked
package app.kolan.server.settings;

import org.jspecify.annotations.NullMarked;
