@NullMarked
package app.kolan.server.console.settings;

import org.jspecify.annotations.NullMarked;
