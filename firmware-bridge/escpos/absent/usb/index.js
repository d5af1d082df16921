// escpos requires this name at load time; the product never calls it.
module.exports = function absent() {
  throw new Error('usb is left out of this product on purpose');
};
