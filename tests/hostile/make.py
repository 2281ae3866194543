#!/usr/bin/python3
"""
Makes the hostile files of the neighbours' tables into a folder. Deterministic; Python's own library only. What is there already and younger than this folder's
programs stays. usage: make.py FOLDER
"""
import glob
import os
import sys

import compound
import databases
import texts
import workbooks

SECRET = "these-words-are-nobodys-business\n"


def write(path, data):
    with open(path + ".new", "wb") as out:
        out.write(data if isinstance(data, bytes) else data.encode())
    os.rename(path + ".new", path)


def main(folder):
    folder = os.path.abspath(folder)
    os.makedirs(folder, exist_ok=True)
    stamp = os.path.join(folder, "made")
    programs = glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "*.py"))
    if os.path.exists(stamp) and os.path.getmtime(stamp) > max(map(os.path.getmtime, programs)):
        return
    for old in glob.glob(os.path.join(folder, "*")):
        os.remove(old)
    secret = os.path.join(folder, "secret")
    write(secret, SECRET)
    workbooks.SECRET = texts.SECRET = secret
    modules = (workbooks.FILES, compound.FILES, texts.FILES)
    if sum(map(len, modules)) + len(databases.FILES) != len(set().union(*modules, databases.FILES)):
        sys.exit("make.py: two files of one name")
    for files in modules:
        for name, make in files.items():
            write(os.path.join(folder, name), make())
    for name, make in databases.FILES.items():
        make(os.path.join(folder, name))
    write(stamp, b"")


if __name__ == "__main__":
    main(sys.argv[1])
