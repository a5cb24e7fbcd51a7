@NullMarked
package app.kolan.server.bootstrap;

import org.jspecify.annotations.NullMarked;
