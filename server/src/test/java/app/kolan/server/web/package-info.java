@NullMarked
package app.kolan.server.web;

import org.jspecify.annotations.NullMarked;
