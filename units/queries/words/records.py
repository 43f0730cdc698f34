"""What the trail calls what is done about movements, models and activities."""

WORDS = {
    "record_added": "Ghi phong trào, điển hình, hoạt động",
    "record_changed": "Sửa phong trào, điển hình, hoạt động",
    "record_deleted": "Xóa phong trào, điển hình, hoạt động",
    "fields": "số mục thay đổi",
}
