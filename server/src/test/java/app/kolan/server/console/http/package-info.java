@NullMarked
package app.kolan.server.console.http;

import org.jspecify.annotations.NullMarked;
